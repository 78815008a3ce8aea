package org.guardband.ensembles.lora;

import java.util.List;
import java.util.Set;
import org.guardband.core.numeric.Arguments;
import org.guardband.ensembles.training.TrainingOptions;
import org.guardband.ensembles.transformer.EnsembleNetwork.BatchMode;
import org.guardband.ensembles.transformer.Site;

/**
 * What a LoRA ensemble consists of and how it is trained.
 *
 * @param members M, ≥ 1
 * @param rank r, ≥ 1
 * @param scaling s in y = W x + b + s·B(A x); the reference has 1
 * @param sites which maps of every layer are adapted
 * @param down what A starts from; B starts at zero
 * @param head what the weight of each member's head starts from; its bias starts at zero
 * @param mode whether every member sees every row of a batch, or its share
 * @param dropout probability that a number that enters A is dropped
 * @param training the optimiser
 */
public record LoraOptions(
        int members,
        int rank,
        double scaling,
        Set<Site> sites,
        Initialisation down,
        Initialisation head,
        BatchMode mode,
        double dropout,
        TrainingOptions training) {

    /**
     * Checks the numbers.
     *
     * @param members M
     * @param rank r
     * @param scaling s
     * @param sites which maps of every layer are adapted
     * @param down what A starts from
     * @param head what each member's head starts from
     * @param mode which rows of a batch a member sees
     * @param dropout probability that a number that enters A is dropped
     * @param training the optimiser
     * @throws IllegalArgumentException if a number is out of its range or a site is not in a layer
     */
    public LoraOptions {
        Arguments.atLeast("members", members, 1);
        Arguments.atLeast("rank", rank, 1);
        Arguments.finite("scaling", scaling);
        sites = Set.copyOf(sites);
        for (Site site : List.of(Site.HEAD, Site.POOLER)) {
            if (sites.contains(site)) {
                throw new IllegalArgumentException("sites must be within layers, got " + site);
            }
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be in [0, 1), got " + dropout);
        }
    }

    /**
     * The settings of the reference's final runs: 16 members of rank 8 at the queries, keys, values
     * and outputs of every attention layer, scaling 1, A and the heads Xavier-uniform with gain 10,
     * every member sees every row, no dropout, {@link TrainingOptions#withDefaults}.
     *
     * @return the options
     */
    public static LoraOptions withDefaults() {
        return new LoraOptions(
                16,
                8,
                1,
                Set.of(Site.QUERY, Site.KEY, Site.VALUE, Site.ATTENTION_OUTPUT),
                new Initialisation.XavierUniform(10),
                new Initialisation.XavierUniform(10),
                BatchMode.REPEAT,
                0,
                TrainingOptions.withDefaults());
    }

    /**
     * With another number of members.
     *
     * @param value M
     * @return new options
     */
    public LoraOptions withMembers(int value) {
        return new LoraOptions(value, rank, scaling, sites, down, head, mode, dropout, training);
    }

    /**
     * With another rank.
     *
     * @param value r
     * @return new options
     */
    public LoraOptions withRank(int value) {
        return new LoraOptions(members, value, scaling, sites, down, head, mode, dropout, training);
    }

    /**
     * With another scaling.
     *
     * @param value s
     * @return new options
     */
    public LoraOptions withScaling(double value) {
        return new LoraOptions(members, rank, value, sites, down, head, mode, dropout, training);
    }

    /**
     * With other maps adapted.
     *
     * @param value which maps of every layer
     * @return new options
     */
    public LoraOptions withSites(Set<Site> value) {
        return new LoraOptions(members, rank, scaling, value, down, head, mode, dropout, training);
    }

    /**
     * With another start of A.
     *
     * @param value what A starts from
     * @return new options
     */
    public LoraOptions withDown(Initialisation value) {
        return new LoraOptions(members, rank, scaling, sites, value, head, mode, dropout, training);
    }

    /**
     * With another start of the heads.
     *
     * @param value what the heads start from
     * @return new options
     */
    public LoraOptions withHead(Initialisation value) {
        return new LoraOptions(members, rank, scaling, sites, down, value, mode, dropout, training);
    }

    /**
     * With another way to deal out rows.
     *
     * @param value which rows of a batch a member sees
     * @return new options
     */
    public LoraOptions withMode(BatchMode value) {
        return new LoraOptions(members, rank, scaling, sites, down, head, value, dropout, training);
    }

    /**
     * With dropout before A.
     *
     * @param value probability that a number is dropped
     * @return new options
     */
    public LoraOptions withDropout(double value) {
        return new LoraOptions(members, rank, scaling, sites, down, head, mode, value, training);
    }

    /**
     * With another optimiser.
     *
     * @param value how weights are trained
     * @return new options
     */
    public LoraOptions withTraining(TrainingOptions value) {
        return new LoraOptions(members, rank, scaling, sites, down, head, mode, dropout, value);
    }
}
