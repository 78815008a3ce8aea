package org.guardband.ensembles.bayes;

import java.util.SplittableRandom;
import org.guardband.core.model.ModelDocument;
import org.guardband.kernels.Activation;
import org.guardband.kernels.DoubleMatrix;
import org.guardband.nn.Initialization;
import org.guardband.nn.Parameters;
import org.guardband.nn.SpectralNorm;
import org.guardband.nn.SpectralResidual;

/** What has to be known of a residual network, beside its weights, to predict with it. */
record NetworkShape(
        int inputs,
        int width,
        int blocks,
        Activation activation,
        double dropout,
        SpectralNorm norm) {

    static NetworkShape of(ResidualTraining training, int inputs) {
        return new NetworkShape(
                inputs,
                training.width(),
                training.blocks(),
                training.activation(),
                training.dropout(),
                training.norm());
    }

    SpectralResidual<DoubleMatrix> create(
            Parameters<DoubleMatrix> parameters, SplittableRandom random) {
        return SpectralResidual.create(
                parameters,
                "residual",
                inputs,
                width,
                blocks,
                activation,
                dropout,
                norm,
                Initialization.glorotUniform(1),
                random);
    }

    ModelDocument toDocument() {
        return ModelDocument.of("residual-network")
                .put("inputs", inputs)
                .put("width", width)
                .put("blocks", blocks)
                .put("activation", activation.name())
                .put("dropout", dropout)
                .put("coefficient", norm.coefficient())
                .put("iterations", norm.iterations())
                .build();
    }

    static NetworkShape of(ModelDocument document) {
        return new NetworkShape(
                document.integer("inputs"),
                document.integer("width"),
                document.integer("blocks"),
                Activation.valueOf(document.text("activation")),
                document.number("dropout"),
                new SpectralNorm(document.number("coefficient"), document.integer("iterations")));
    }
}
