package org.guardband.detection.format;

/** One line of a text file; the score is NaN where there is none. */
record VocLine(
        String place,
        String image,
        String category,
        double score,
        double left,
        double top,
        double right,
        double bottom,
        boolean difficult) {

    static VocLine parse(String place, String image, String text, boolean scored) {
        String[] words = text.strip().split("\\s+", -1);
        int numbers = scored ? 5 : 4;
        boolean difficult =
                !scored && words.length == numbers + 2 && words[numbers + 1].equals("difficult");
        if (words.length != numbers + 1 && !difficult) {
            throw new DetectionFileException(
                    place
                            + "must be \"category "
                            + (scored ? "score " : "")
                            + "left top right bottom"
                            + (scored ? "" : " [difficult]")
                            + "\", got "
                            + words.length
                            + " words");
        }
        int at = scored ? 2 : 1;
        double score = scored ? number(place, "score", words[1]) : Double.NaN;
        if (scored && !(score >= 0 && score <= 1)) {
            throw new DetectionFileException(
                    place + "score must be in [0, 1], got " + JsonInput.shortened(words[1]));
        }
        double left = number(place, "left", words[at]);
        double top = number(place, "top", words[at + 1]);
        double right = number(place, "right", words[at + 2]);
        double bottom = number(place, "bottom", words[at + 3]);
        notBefore(place, "right", right, "left", left);
        notBefore(place, "bottom", bottom, "top", top);
        return new VocLine(place, image, words[0], score, left, top, right, bottom, difficult);
    }

    private static void notBefore(
            String place, String name, double value, String other, double least) {
        if (value < least) {
            throw new DetectionFileException(
                    place + name + " must be >= " + other + " (" + least + "), got " + value);
        }
    }

    private static double number(String place, String name, String word) {
        double value;
        try {
            value = Double.parseDouble(word);
        } catch (NumberFormatException e) {
            throw new DetectionFileException(
                    place + name + " must be a number, got " + JsonInput.shortened(word), e);
        }
        if (!Double.isFinite(value)) {
            throw new DetectionFileException(
                    place + name + " must be finite, got " + JsonInput.shortened(word));
        }
        return value;
    }
}
