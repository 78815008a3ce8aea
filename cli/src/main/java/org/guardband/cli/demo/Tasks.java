package org.guardband.cli.demo;

import java.util.List;
import java.util.function.Supplier;

/** What the tour visits. */
final class Tasks {

    private static final List<String> PENGUIN =
            List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm");

    private Tasks() {}

    static List<Task> all() {
        return List.of(digits(), penguinSpecies(), diabetes(), penguinMass());
    }

    /** What comes after them. */
    static List<Supplier<Section>> sections() {
        return List.of(
                StoppingSection::run, SceneSection::run, GraphSection::run, EnsembleSection::run);
    }

    private static Task digits() {
        DataFile file = DataFile.read("digits");
        List<String> pixels = file.header().stream().filter(name -> name.startsWith("px")).toList();
        return new ClassTask(
                "digits",
                "Which of ten digits was written, from 64 pixels; logistic regression on few rows, and so too sure of itself.",
                ClassData.of(file, pixels, "label"),
                150,
                600,
                Learners::logisticRegression);
    }

    private static Task penguinSpecies() {
        List<String> features = List.of("bill_depth_mm", "flipper_length_mm", "body_mass_g");
        return new ClassTask(
                "penguin-species",
                "Which of three species a penguin is, from bill depth, flipper length and body mass"
                        + " (not the bill length, which would make it easy); a random forest of 50"
                        + " trees.",
                ClassData.of(DataFile.read("penguins").complete(features), features, "species"),
                140,
                100,
                Learners::classificationForest);
    }

    private static Task diabetes() {
        DataFile file = DataFile.read("diabetes");
        List<String> features = file.header().stream().filter(name -> !name.equals("y")).toList();
        return new NumberTask(
                "diabetes",
                "How far diabetes has progressed after a year, from ten measurements; a random"
                        + " forest of 30 trees.",
                "progression",
                "sex",
                NumberData.of(file, features, "y", "sex"),
                180,
                130,
                Learners::regressionForest);
    }

    private static Task penguinMass() {
        List<String> needed =
                List.of("bill_length_mm", "bill_depth_mm", "flipper_length_mm", "sex");
        return new NumberTask(
                "penguin-mass",
                "The body mass of a penguin from the lengths of bill and flipper; a random forest"
                        + " of 30 trees. The model is not told the sex, which the groups are made"
                        + " of.",
                "body mass in g",
                "sex",
                NumberData.of(
                        DataFile.read("penguins").complete(needed), PENGUIN, "body_mass_g", "sex"),
                140,
                100,
                Learners::regressionForest);
    }
}
