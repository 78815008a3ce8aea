package org.guardband.conformal.resampling;

import org.guardband.conformal.regression.RegressionScore;
import org.guardband.conformal.regression.ScoreDocuments;
import org.guardband.core.batch.RealBatch;
import org.guardband.core.model.ModelDocument;

/** What all methods over folds keep: the score and the out-of-fold scores. */
record FittedScores(RegressionScore score, FoldScores folds) {

    static FittedScores fit(
            RegressionScore score, OutOfFold<? extends RealBatch> rows, double[] y) {
        double[] scores = new double[rows.folds().rows()];
        score.scores(rows.predictions(), y, scores);
        return new FittedScores(score, FoldScores.of(scores, rows.folds()));
    }

    ModelDocument document(String method) {
        ModelDocument.Builder document =
                ModelDocument.of(method).put("score", ScoreDocuments.of(score));
        folds.describe(document);
        return document.build();
    }

    static FittedScores read(ModelDocument document) {
        return new FittedScores(
                ScoreDocuments.read(document.child("score")), FoldScores.read(document));
    }
}
