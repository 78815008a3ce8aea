package org.guardband.graph;

import java.util.Objects;

/**
 * How a list of edges becomes a graph.
 *
 * @param direction whether an edge leads one way or both
 * @param selfLoops what becomes of an edge from a node to itself
 * @param duplicates what becomes of an edge that is listed more than once
 */
public record EdgeRules(EdgeDirection direction, SelfLoops selfLoops, DuplicateEdges duplicates) {

    /**
     * Checks that nothing is missing.
     *
     * @param direction whether an edge leads one way or both
     * @param selfLoops what becomes of an edge from a node to itself
     * @param duplicates what becomes of an edge that is listed more than once
     */
    public EdgeRules {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(selfLoops, "selfLoops");
        Objects.requireNonNull(duplicates, "duplicates");
    }

    /**
     * An undirected simple graph: direction ignored, loops dropped, duplicates merged.
     *
     * @return the rules that every method of this room accepts
     */
    public static EdgeRules withDefaults() {
        return new EdgeRules(EdgeDirection.IGNORE, SelfLoops.DROP, DuplicateEdges.MERGE);
    }

    /**
     * Sets the meaning of direction.
     *
     * @param rule the rule
     * @return these rules with that one
     */
    public EdgeRules withDirection(EdgeDirection rule) {
        return new EdgeRules(rule, selfLoops, duplicates);
    }

    /**
     * Sets what becomes of loops.
     *
     * @param rule the rule
     * @return these rules with that one
     */
    public EdgeRules withSelfLoops(SelfLoops rule) {
        return new EdgeRules(direction, rule, duplicates);
    }

    /**
     * Sets what becomes of duplicates.
     *
     * @param rule the rule
     * @return these rules with that one
     */
    public EdgeRules withDuplicates(DuplicateEdges rule) {
        return new EdgeRules(direction, selfLoops, rule);
    }
}
