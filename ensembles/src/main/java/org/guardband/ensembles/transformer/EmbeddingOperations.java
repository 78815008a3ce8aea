package org.guardband.ensembles.transformer;

import java.util.stream.Stream;

/** What enters the first layer. */
final class EmbeddingOperations {

    private EmbeddingOperations() {}

    /** The class token before the patches of each image, and positions added to all. */
    static Activation withClassToken(
            Pass pass, Activation patches, Weight classToken, Weight positions, int perImage) {
        int width = patches.width;
        int images = patches.rows / perImage;
        int tokens = perImage + 1;
        boolean tracked = patches.tracked || pass.trains(classToken) || pass.trains(positions);
        Activation y = Activation.zeros(1, images * tokens, width, tracked);
        float[] first = classToken.values();
        float[] place = positions.values();
        for (int i = 0; i < images; i++) {
            for (int t = 0; t < tokens; t++) {
                int to = (i * tokens + t) * width;
                int from = (i * perImage + t - 1) * width;
                for (int j = 0; j < width; j++) {
                    y.data[to + j] =
                            (t == 0 ? first[j] : patches.data[from + j]) + place[t * width + j];
                }
            }
        }
        pass.record(
                y,
                () -> {
                    float[] dy = y.gradient();
                    addRows(pass, positions, dy, images * tokens, width, row -> row % tokens);
                    addRows(
                            pass,
                            classToken,
                            dy,
                            images * tokens,
                            width,
                            row -> row % tokens == 0 ? 0 : -1);
                    if (patches.tracked) {
                        for (int i = 0; i < images; i++) {
                            Elementwise.addTo(
                                    patches.gradient(),
                                    i * perImage * width,
                                    dy,
                                    (i * tokens + 1) * width,
                                    perImage * width);
                        }
                    }
                });
        return y;
    }

    /** The sum of word, position and type embeddings. */
    static Activation lookUp(
            Pass pass, TokenInput texts, Weight words, Weight positions, Weight types) {
        int width = words.size() / words.shape().get(0);
        int rows = texts.size() * texts.tokens();
        boolean tracked = Stream.of(words, positions, types).anyMatch(pass::trains);
        Activation y = Activation.zeros(1, rows, width, tracked);
        int[] ids = texts.ids();
        int[] kinds = texts.types();
        int tokens = texts.tokens();
        for (int i = 0; i < rows; i++) {
            int word = ids[i] * width;
            int place = i % tokens * width;
            int kind = kinds[i] * width;
            for (int j = 0; j < width; j++) {
                y.data[i * width + j] =
                        words.values()[word + j]
                                + types.values()[kind + j]
                                + positions.values()[place + j];
            }
        }
        pass.record(
                y,
                () -> {
                    float[] dy = y.gradient();
                    addRows(pass, words, dy, rows, width, row -> ids[row]);
                    addRows(pass, positions, dy, rows, width, row -> row % tokens);
                    addRows(pass, types, dy, rows, width, row -> kinds[row]);
                });
        return y;
    }

    /** Which row of a table a row took; negative for none. */
    @FunctionalInterface
    private interface Taken {
        int from(int row);
    }

    private static void addRows(
            Pass pass, Weight table, float[] dy, int rows, int width, Taken taken) {
        if (!pass.trains(table)) {
            return;
        }
        float[] out = pass.gradients.of(table);
        for (int i = 0; i < rows; i++) {
            int from = taken.from(i);
            for (int j = 0; from >= 0 && j < width; j++) {
                out[from * width + j] += dy[i * width + j];
            }
        }
    }
}
