package org.guardband.cli.scenes;

/**
 * A digit in a scene.
 *
 * @param label which digit, 0 to 9
 * @param box the ink's bounding box
 * @param cell the square that the 8 × 8 image was drawn into
 */
public record Digit(int label, Box box, Box cell) {}
