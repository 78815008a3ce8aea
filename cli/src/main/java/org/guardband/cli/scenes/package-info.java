/**
 * A detection task made of real handwriting: digits laid out in scenes, and a sliding-window
 * detector of Tribuo forests whose confidence is worth calibrating.
 */
@NullMarked
package org.guardband.cli.scenes;

import org.jspecify.annotations.NullMarked;
