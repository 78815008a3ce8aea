/** JSON of other people's checkpoints, read without belief; not exported. */
@NullMarked
package org.guardband.ensembles.json;

import org.jspecify.annotations.NullMarked;
