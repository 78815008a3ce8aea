/** What the methods of this room share and nobody else needs. */
@NullMarked
package org.guardband.graph.internal;

import org.jspecify.annotations.NullMarked;
