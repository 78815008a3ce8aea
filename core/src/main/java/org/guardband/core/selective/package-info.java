/**
 * What an order of rows by uncertainty is worth: how much risk is left among the rows that are let
 * through, and how well strange rows are told from usual ones. Only the order of the numbers
 * counts, so that any measure of uncertainty will do.
 */
@NullMarked
package org.guardband.core.selective;

import org.jspecify.annotations.NullMarked;
