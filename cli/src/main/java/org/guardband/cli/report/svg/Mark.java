package org.guardband.cli.report.svg;

import java.util.Optional;

/** One layer of a plot. */
public sealed interface Mark
        permits Band, Bars, Curve, ErrorBars, NamedPoints, Network, Ideal, Outlines, Shades, Spans {

    /** Draws the layer into the rectangle inside the axes. */
    void draw(Markup out, Frame frame);

    /** What the legend says of the layer; empty if it is explained elsewhere. */
    Optional<Key> key();
}
