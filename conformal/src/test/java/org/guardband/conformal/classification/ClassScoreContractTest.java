package org.guardband.conformal.classification;

import java.util.Arrays;
import org.junit.jupiter.api.Nested;

/** The contract of {@link ClassScore}, held by every score of the package and by a user's own. */
class ClassScoreContractTest {

    @Nested
    class OfLeastAmbiguous extends ClassScoreContract {
        @Override
        ClassScore score() {
            return LeastAmbiguous.withDefaults();
        }
    }

    @Nested
    class OfMargin extends ClassScoreContract {
        @Override
        ClassScore score() {
            return Margin.withDefaults();
        }
    }

    @Nested
    class OfTopK extends ClassScoreContract {
        @Override
        ClassScore score() {
            return TopK.withDefaults();
        }
    }

    @Nested
    class OfAdaptive extends ClassScoreContract {
        @Override
        ClassScore score() {
            return AdaptivePredictionSets.deterministic();
        }
    }

    @Nested
    class OfRandomizedAdaptive extends ClassScoreContract {
        @Override
        ClassScore score() {
            return AdaptivePredictionSets.randomized(42);
        }
    }

    @Nested
    class OfRegularizedAdaptive extends ClassScoreContract {
        @Override
        ClassScore score() {
            return RegularizedAdaptivePredictionSets.deterministic(0.01, 3);
        }
    }

    @Nested
    class OfRandomizedRegularizedAdaptive extends ClassScoreContract {
        @Override
        ClassScore score() {
            return RegularizedAdaptivePredictionSets.randomized(0.1, 1, 42);
        }
    }

    @Nested
    class OfSorted extends ClassScoreContract {
        @Override
        ClassScore score() {
            return SortedAdaptivePredictionSets.deterministic(0.07);
        }
    }

    @Nested
    class OfRandomizedSorted extends ClassScoreContract {
        @Override
        ClassScore score() {
            return SortedAdaptivePredictionSets.randomized(0.07, 42);
        }
    }

    @Nested
    class OfOrdinalAdaptive extends ClassScoreContract {
        @Override
        ClassScore score() {
            return OrdinalAdaptive.deterministic();
        }

        @Override
        boolean ordinal() {
            return true;
        }
    }

    @Nested
    class OfRandomizedOrdinalAdaptive extends ClassScoreContract {
        @Override
        ClassScore score() {
            return OrdinalAdaptive.randomized(42);
        }

        @Override
        boolean ordinal() {
            return true;
        }
    }

    @Nested
    class OfShortestWindow extends ClassScoreContract {
        @Override
        ClassScore score() {
            return ShortestWindow.withDefaults();
        }

        @Override
        boolean ordinal() {
            return true;
        }

        /** One score takes quadratic time. */
        @Override
        int[] classCounts() {
            return new int[] {1, 2, 3, 10, 63, 64, 65};
        }
    }

    @Nested
    class OfRankTruncated extends ClassScoreContract {
        @Override
        ClassScore score() {
            return RankTruncated.of(
                    AdaptivePredictionSets.randomized(8), 3, 1, 10, 4, 2, 9, 5, 5, 7, 8);
        }

        @Override
        int[] classCounts() {
            return new int[] {10};
        }

        // the limits belong to the classes
        @Override
        boolean ordinal() {
            return true;
        }
    }

    @Nested
    class OfAUsersOwn extends ClassScoreContract {
        @Override
        ClassScore score() {
            return (row, label, u) -> -Math.log(Math.max(row[label], 1e-300));
        }

        @Override
        boolean saved() {
            return false;
        }
    }

    @Nested
    class OfLogits extends ClassScoreContract {
        @Override
        ClassScore score() {
            LogitScore gap =
                    (logits, label, u) -> Arrays.stream(logits).max().orElse(0) - logits[label];
            return gap.onProbabilities();
        }

        @Override
        boolean saved() {
            return false;
        }
    }
}
