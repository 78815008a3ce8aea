package org.guardband.ensembles.lora;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.guardband.ensembles.json.JsonFiles;
import org.guardband.ensembles.json.StrictJson;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.safetensors.SafetensorsFile;
import org.guardband.ensembles.safetensors.TensorInfo;
import org.guardband.ensembles.safetensors.TensorType;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.Linear;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.Place;
import org.guardband.ensembles.transformer.Variation;
import org.guardband.ensembles.transformer.Weight;

/**
 * A LoRA adapter as PEFT lays it: a folder with {@code adapter_config.json} and {@code
 * adapter_model.safetensors}, whose tensors are {@code base_model.model.<module>.lora_A.weight} (r
 * × in), {@code ….lora_B.weight} (out × r), {@code <module>.bias} where biases were trained, and
 * {@code <module>.weight}, {@code <module>.bias} of modules that were saved whole, as heads are.
 *
 * <p>The update is y = W x + b + s·B(A x) with s = α/r, or α/√r under {@code use_rslora}; α and r
 * of a module may be given by {@code alpha_pattern} and {@code rank_pattern}. Every tensor must
 * belong to a map of the base network and have the shape that base and settings ask for; one that
 * is not understood is refused, never left out. Supported: {@code bias} none and lora_only, {@code
 * lora_bias}, {@code modules_to_save} for affine maps. Not supported and refused by name: DoRA,
 * adapters of embeddings and convolutions, initialisations that change the base weights, and other
 * kinds of PEFT.
 *
 * <p>Source: Hu et al. 2021, arXiv 2106.09685; huggingface/peft, developer guide on checkpoints.
 */
public final class AdapterFolder {

    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";
    static final String PREFIX = "base_model.model.";

    private final Factors factors;
    private final Network base;
    private final AdapterConfig config;
    private final SafetensorsFile file;
    private final Set<String> used = new HashSet<>();

    /** What becomes of factors that lie in 16 bits. */
    private enum Factors {
        WIDENED,
        AS_STORED
    }

    private AdapterFolder(
            Network base, AdapterConfig config, SafetensorsFile file, Factors factors) {
        this.factors = factors;
        this.base = base;
        this.config = config;
        this.file = file;
    }

    /**
     * Reads an adapter in single precision, which can be trained on.
     *
     * @param folder the folder
     * @param base the network that it adapts
     * @return the member, named by the folder
     * @throws CheckpointException if a file breaks a rule, a setting is not supported or a tensor
     *     does not fit the base; the message names file, tensor or setting, and rule
     * @throws IOException if a file cannot be read
     */
    public static Member read(Path folder, Network base) throws IOException {
        return read(folder, base, Factors.WIDENED);
    }

    /**
     * Reads an adapter whose factors A and B stay in 16 bits where the file has them as F16 or
     * BF16: half the memory, and the same results to the bit. What lies in F32 is read as {@link
     * #read} does it.
     *
     * @param folder the folder
     * @param base the network that it adapts
     * @return the member, named by the folder
     * @throws CheckpointException as {@link #read} does
     * @throws IOException if a file cannot be read
     */
    public static Member readAsStored(Path folder, Network base) throws IOException {
        return read(folder, base, Factors.AS_STORED);
    }

    private static Member read(Path folder, Network base, Factors factors) throws IOException {
        Path pickle = folder.resolve("adapter_model.bin");
        if (Files.exists(pickle) && Files.notExists(folder.resolve(WEIGHTS))) {
            throw new CheckpointException(
                    pickle + ": is a pickle, which is never loaded; save as " + WEIGHTS);
        }
        AdapterConfig config = AdapterConfig.of(JsonFiles.read(folder.resolve(CONFIG)));
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve(WEIGHTS))) {
            return new AdapterFolder(base, config, file, factors).member(folder.toString());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Member member(String name) {
        Map<Place, Variation> variations = new TreeMap<>();
        for (Place place : base.places()) {
            variation(base.map(place)).ifPresent(v -> variations.put(place, v));
        }
        for (TensorInfo tensor : file.tensors()) {
            if (!used.contains(tensor.name())) {
                throw refuseUnused(tensor.name());
            }
        }
        if (variations.isEmpty()) {
            throw new CheckpointException(file.name() + ": has no tensors of an adapter");
        }
        return new Member(name, variations);
    }

    private CheckpointException refuseUnused(String tensor) {
        String why =
                tensor.contains("lora_magnitude_vector")
                        ? "DoRA is not supported"
                        : tensor.contains("lora_embedding_")
                                ? "adapters of embeddings are not supported"
                                : "belongs to no affine map of the base network";
        return refuse(tensor, why);
    }

    private Optional<Variation> variation(Linear map) {
        String module = map.module();
        Optional<String> a = find(PREFIX + module + ".lora_A.weight");
        Optional<String> b = find(PREFIX + module + ".lora_B.weight");
        Optional<Variation> whole = replaced(map);
        if (a.isEmpty() && b.isEmpty()) {
            return whole;
        }
        if (a.isEmpty() || b.isEmpty()) {
            throw new CheckpointException(
                    file.name()
                            + ": "
                            + a.or(() -> b).orElse(module)
                            + ": lora_"
                            + (a.isEmpty() ? "A" : "B")
                            + ".weight of the module is missing");
        }
        if (whole.isPresent()) {
            throw refuse(a.get(), "the module is also saved whole");
        }
        if (!config.targets(module)) {
            throw refuse(a.get(), "target_modules of " + CONFIG + " do not name the module");
        }
        return Optional.of(lowRank(map, a.get(), b.get()));
    }

    private Variation lowRank(Linear map, String a, String b) {
        String module = map.module();
        int rank = config.rank(module);
        TensorInfo down = checked(a, rank, map.inputs());
        TensorInfo up = checked(b, map.outputs(), rank);
        float scaling = config.scaling(module, rank);
        Optional<Weight> bias =
                find(PREFIX + module + ".bias")
                        .or(() -> find(PREFIX + module + ".base_layer.bias"))
                        .map(name -> weight(name, map.outputs()));
        if (bias.isPresent() && !config.ownBiases()) {
            throw refuse(
                    bias.get().name(), "is a bias, but bias of " + CONFIG + " is not lora_only");
        }
        Optional<Weight> added =
                find(PREFIX + module + ".lora_B.bias")
                        .map(name -> weight(name, map.outputs()))
                        .map(own -> shifted(bias.orElse(map.bias()), own, scaling));
        Optional<Weight> shift = added.or(() -> bias);
        if (factors == Factors.AS_STORED && isHalf(down) && isHalf(up)) {
            return new Variation.HalfLowRank(
                    Checkpoint.halfWeight(file, a, rank, map.inputs()),
                    Checkpoint.halfWeight(file, b, map.outputs(), rank),
                    scaling,
                    shift);
        }
        return new Variation.LowRank(
                Checkpoint.weight(file, a, rank, map.inputs()),
                Checkpoint.weight(file, b, map.outputs(), rank),
                scaling,
                shift);
    }

    private static boolean isHalf(TensorInfo tensor) {
        return tensor.type() == TensorType.F16 || tensor.type() == TensorType.BF16;
    }

    /** b + s·b_B: the bias of B is scaled with it. */
    private static Weight shifted(Weight bias, Weight own, float scaling) {
        float[] sum = bias.values().clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += scaling * own.values()[i];
        }
        return Weight.wrap(bias.name(), sum, sum.length);
    }

    private Optional<Variation> replaced(Linear map) {
        String module = map.module();
        Optional<String> weight =
                find(PREFIX + module + ".weight")
                        .or(() -> find(PREFIX + module + ".modules_to_save.weight"));
        if (weight.isEmpty()) {
            if (config.saved().contains(module)) {
                throw new CheckpointException(
                        file.name()
                                + ": "
                                + PREFIX
                                + module
                                + ".weight: is missing, modules_to_save of "
                                + CONFIG
                                + " names the module");
            }
            return Optional.empty();
        }
        if (!config.saves(module)) {
            throw refuse(
                    weight.get(), "modules_to_save of " + CONFIG + " does not name the module");
        }
        String name = weight.get();
        String bias = name.substring(0, name.length() - "weight".length()) + "bias";
        return Optional.of(
                new Variation.Replaced(
                        new Linear(
                                weight(name, map.outputs(), map.inputs())
                                        .named(map.weight().name()),
                                weight(required(bias), map.outputs()).named(map.bias().name()))));
    }

    private Optional<String> find(String tensor) {
        return file.find(tensor).map(TensorInfo::name);
    }

    private String required(String tensor) {
        return find(tensor).orElseThrow(() -> refuse(tensor, "is missing"));
    }

    private Weight weight(String tensor, Integer... shape) {
        checked(tensor, shape);
        return Checkpoint.weight(file, tensor, shape);
    }

    private TensorInfo checked(String tensor, Integer... shape) {
        used.add(tensor);
        TensorInfo info = file.find(tensor).orElseThrow(() -> refuse(tensor, "is missing"));
        boolean same = info.shape().size() == shape.length;
        for (int i = 0; same && i < shape.length; i++) {
            same = info.shape().get(i).equals(shape[i].longValue());
        }
        if (!same) {
            throw refuse(
                    tensor,
                    "shape must be "
                            + Arrays.toString(shape)
                            + " by "
                            + CONFIG
                            + " and the base network, got "
                            + StrictJson.shown(info.shape().toString()));
        }
        return info;
    }

    private CheckpointException refuse(String tensor, String rule) {
        return new CheckpointException(file.name() + ": " + StrictJson.shown(tensor) + ": " + rule);
    }

    /**
     * Writes an adapter so that {@link #read} and PEFT read it back, exactly.
     *
     * @param member the member; rank-one factors have no PEFT layout
     * @param base the network that it adapts
     * @param folder the folder, made if it does not exist; its two files are replaced
     * @throws IllegalArgumentException if a variation has no PEFT layout or does not fit the base
     * @throws IOException if a file cannot be written
     */
    public static void write(Member member, Network base, Path folder) throws IOException {
        Map<String, Variation> byModule = new HashMap<>();
        member.variations()
                .forEach(
                        (place, variation) -> {
                            Linear map = base.map(place);
                            variation.requireFit(map);
                            byModule.put(map.module(), variation);
                        });
        Files.createDirectories(folder);
        AdapterWriter.write(new TreeMap<>(byModule), base, folder);
    }
}
