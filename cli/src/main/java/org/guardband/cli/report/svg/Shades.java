package org.guardband.cli.report.svg;

import java.util.List;
import java.util.Optional;

/**
 * Rectangles as dark as a number between 0 and 1: the pixels of an image, or the cells of a heat
 * map. Each is of one of two colours, so that a map can show numbers of both signs; what is not
 * listed stays empty.
 *
 * @param label what the legend says of the first colour; empty if the picture explains itself
 * @param opposite what it says of the second colour; empty if it is not used
 * @param cells the rectangles
 */
public record Shades(String label, String opposite, List<Cell> cells) implements Mark {

    /**
     * One rectangle.
     *
     * @param x1 left edge
     * @param y1 lower edge
     * @param x2 right edge
     * @param y2 upper edge
     * @param shade how dark, from −1 (all of the second colour) to 1 (all of the first)
     * @param text what is written in it, often empty
     */
    public record Cell(double x1, double y1, double x2, double y2, double shade, String text) {}

    /** Copies the cells. */
    public Shades {
        cells = List.copyOf(cells);
    }

    /**
     * An image in grey.
     *
     * @param cells its pixels
     * @return a layer that the legend does not speak of
     */
    public static Shades image(List<Cell> cells) {
        return new Shades("", "", cells);
    }

    @Override
    public void draw(Markup out, Frame frame) {
        for (Cell cell : cells) {
            double left = Math.min(frame.x(cell.x1), frame.x(cell.x2));
            double right = Math.max(frame.x(cell.x1), frame.x(cell.x2));
            double top = Math.min(frame.y(cell.y1), frame.y(cell.y2));
            double bottom = Math.max(frame.y(cell.y1), frame.y(cell.y2));
            out.empty(
                    "rect",
                    "class",
                    cssClass(cell.shade >= 0),
                    "x",
                    Decimals.pixels(left),
                    "y",
                    Decimals.pixels(top),
                    "width",
                    Decimals.pixels(right - left),
                    "height",
                    Decimals.pixels(bottom - top),
                    "fill-opacity",
                    Decimals.fixed(Math.min(1, Math.abs(cell.shade)), 2));
            if (!cell.text.isEmpty()) {
                out.element(
                        "text",
                        cell.text,
                        "class",
                        "within",
                        "x",
                        Decimals.pixels((left + right) / 2),
                        "y",
                        Decimals.pixels((top + bottom) / 2 + 4),
                        "text-anchor",
                        "middle");
            }
        }
    }

    private String cssClass(boolean first) {
        if (label.isEmpty()) {
            return "shade ink";
        }
        return "shade " + new Series(first ? 1 : 0).cssClass();
    }

    @Override
    public Optional<Key> key() {
        if (label.isEmpty()) {
            return Optional.empty();
        }
        if (opposite.isEmpty()) {
            return Optional.of(Key.box(label, cssClass(true)));
        }
        String text = label + " / " + opposite;
        return Optional.of(
                new Key(
                        text,
                        (out, x, y) -> {
                            half(out, cssClass(true), x + 1, y);
                            half(out, cssClass(false), x + 12, y);
                        }));
    }

    private static void half(Markup out, String cssClass, double x, double y) {
        out.empty(
                "rect",
                "class",
                cssClass,
                "x",
                Decimals.pixels(x),
                "y",
                Decimals.pixels(y - 5),
                "width",
                "10",
                "height",
                "10");
    }
}
