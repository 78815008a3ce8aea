/** Named tensors in safetensors files: read through memory maps and checked, and written. */
@NullMarked
package org.guardband.ensembles.safetensors;

import org.jspecify.annotations.NullMarked;
