/**
 * LoRA ensembles: the comparison with other ensembles on images and texts, and throughput at
 * ViT-Base size.
 */
@NullMarked
package org.guardband.benchmarks.lora;

import org.jspecify.annotations.NullMarked;
