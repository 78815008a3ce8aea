package org.guardband.graph;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guardband.core.numeric.Arguments;

/** The role of every node. Immutable. */
public final class NodeRoles {

    private final NodeRole[] roles;

    private NodeRoles(NodeRole[] roles) {
        this.roles = roles;
    }

    /**
     * One role per node.
     *
     * @param roles the roles, copied
     * @return the roles of as many nodes
     */
    public static NodeRoles of(NodeRole... roles) {
        return new NodeRoles(roles.clone());
    }

    /**
     * All nodes in one role.
     *
     * @param nodes N
     * @param role their role
     * @return the roles
     */
    public static NodeRoles all(int nodes, NodeRole role) {
        NodeRole[] roles = new NodeRole[Arguments.atLeast("nodes", nodes, 0)];
        Arrays.fill(roles, role);
        return new NodeRoles(roles);
    }

    /**
     * The same roles but for some nodes.
     *
     * @param role their new role
     * @param nodes the nodes
     * @return the changed roles
     * @throws IllegalArgumentException if a node is out of range
     */
    public NodeRoles with(NodeRole role, int... nodes) {
        NodeRole[] changed = roles.clone();
        for (int v : Arguments.allIndices("nodes", nodes, roles.length)) {
            changed[v] = role;
        }
        return new NodeRoles(changed);
    }

    /**
     * The number of nodes.
     *
     * @return N
     */
    public int size() {
        return roles.length;
    }

    /**
     * The role of a node.
     *
     * @param node v in [0, N)
     * @return its role
     */
    public NodeRole get(int node) {
        return roles[node];
    }

    /**
     * The nodes in a role.
     *
     * @param role the role
     * @return nodes in ascending order
     */
    public int[] nodes(NodeRole role) {
        return IntStream.range(0, roles.length).filter(v -> roles[v] == role).toArray();
    }

    /**
     * The nodes in a role of which there has to be one.
     *
     * @param role the role
     * @return nodes in ascending order, at least one
     * @throws IllegalArgumentException if no node has the role
     */
    public int[] require(NodeRole role) {
        int[] nodes = nodes(role);
        if (nodes.length == 0) {
            throw new IllegalArgumentException("roles must name a " + role + " node, got none");
        }
        return nodes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeRoles that && Arrays.equals(roles, that.roles);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(roles);
    }

    @Override
    public String toString() {
        return "NodeRoles["
                + Arrays.stream(NodeRole.values())
                        .map(role -> role + " " + nodes(role).length)
                        .collect(Collectors.joining(", "))
                + "]";
    }
}
