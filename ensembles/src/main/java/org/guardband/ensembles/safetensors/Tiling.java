package org.guardband.ensembles.safetensors;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.guardband.ensembles.json.StrictJson;

/** The ranges of all tensors must fill the data without a hole and without an overlap. */
final class Tiling {

    private Tiling() {}

    static void check(String file, Collection<TensorInfo> tensors, long dataBytes) {
        List<TensorInfo> inOrder =
                tensors.stream()
                        .sorted(
                                Comparator.comparingLong(TensorInfo::begin)
                                        .thenComparingLong(TensorInfo::end))
                        .toList();
        long filled = 0;
        for (TensorInfo tensor : inOrder) {
            if (tensor.begin() != filled) {
                throw new CheckpointException(
                        file
                                + ": "
                                + StrictJson.shown(tensor.name())
                                + ": begins at byte "
                                + tensor.begin()
                                + (tensor.begin() < filled
                                        ? ", which overlaps the tensor before, that ends at "
                                        : ", which leaves a hole after the tensor before, that"
                                                + " ends at ")
                                + filled);
            }
            filled = tensor.end();
        }
        if (filled != dataBytes) {
            throw new CheckpointException(
                    file
                            + ": the tensors end at byte "
                            + filled
                            + " behind the header, the file at "
                            + dataBytes);
        }
    }
}
