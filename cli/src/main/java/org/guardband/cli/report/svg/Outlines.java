package org.guardband.cli.report.svg;

import java.util.List;
import java.util.Optional;

/**
 * Rectangles without a filling, with a few letters above each.
 *
 * @param label what the legend says
 * @param series how they look
 * @param boxes the rectangles
 */
public record Outlines(String label, Series series, List<Box> boxes) implements Mark {

    /**
     * One rectangle.
     *
     * @param x1 one side
     * @param y1 one side
     * @param x2 the other side
     * @param y2 the other side
     * @param text what is written above it, often empty
     */
    public record Box(double x1, double y1, double x2, double y2, String text) {}

    /** Copies the rectangles. */
    public Outlines {
        boxes = List.copyOf(boxes);
    }

    @Override
    public void draw(Markup out, Frame frame) {
        for (Box box : boxes) {
            double left = Math.min(frame.x(box.x1), frame.x(box.x2));
            double top = Math.min(frame.y(box.y1), frame.y(box.y2));
            out.empty(
                    "rect",
                    "class",
                    "l " + series.cssClass(),
                    "stroke-dasharray",
                    series.dashes(),
                    "x",
                    Decimals.pixels(left),
                    "y",
                    Decimals.pixels(top),
                    "width",
                    Decimals.pixels(Math.abs(frame.x(box.x2) - frame.x(box.x1))),
                    "height",
                    Decimals.pixels(Math.abs(frame.y(box.y2) - frame.y(box.y1))));
            if (!box.text.isEmpty()) {
                out.element(
                        "text",
                        box.text,
                        "class",
                        "name " + series.cssClass(),
                        "x",
                        Decimals.pixels(left),
                        "y",
                        Decimals.pixels(Math.max(9, top - 3)));
            }
        }
    }

    @Override
    public Optional<Key> key() {
        return Optional.of(Key.line(label, series, false));
    }
}
