package org.guardband.cli;

import java.util.List;
import java.util.Optional;

/** Methods that read and write the same kind of table: one file, and one line in the registry. */
interface MethodFamily {

    /** The methods in the order in which they are listed. */
    List<MethodEntry> methods();

    /**
     * The method that applies a model file, told by the name in that file. To be overridden where
     * several methods fit the same kind of model, or a model has a name of its own.
     */
    default Optional<MethodEntry> forModel(String model) {
        return methods().stream().filter(method -> method.name().equals(model)).findFirst();
    }
}
