/**
 * LoRA ensembles: the comparison with other ensembles on digits, and throughput at ViT-Base size.
 */
@NullMarked
package org.guardband.benchmarks.lora;

import org.jspecify.annotations.NullMarked;
