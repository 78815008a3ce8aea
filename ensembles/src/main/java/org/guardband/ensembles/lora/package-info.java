/**
 * LoRA ensembles: one frozen transformer and many small adapters, from PEFT folders or trained
 * here.
 */
@NullMarked
package org.guardband.ensembles.lora;

import org.jspecify.annotations.NullMarked;
