package org.guardband.ensembles.lora;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.guardband.ensembles.json.JsonObject;
import org.guardband.ensembles.safetensors.CheckpointException;

/**
 * The settings of a PEFT adapter that matter for what it computes. A setting that is not supported
 * is refused by its name, and so is one that is not known, unless it is switched off: PEFT gets new
 * ones that change what an adapter computes.
 */
final class AdapterConfig {

    /** Texts and patterns of a stranger's file are matched against names of this length at most. */
    private static final int LONGEST_PATTERN = 1000;

    private static final double DEFAULT_ALPHA = 8;

    private static final Set<String> BIASES = Set.of("none", "lora_only");

    /** Settings that must have their neutral value: absent, null, false or empty. */
    private static final List<String> UNSUPPORTED =
            List.of(
                    "use_dora",
                    "use_qalora",
                    "use_bdlora",
                    "alora_invocation_tokens",
                    "arrow_config",
                    "corda_config",
                    "eva_config",
                    "layer_replication",
                    "megatron_config",
                    "target_parameters",
                    "trainable_token_indices");

    /** Settings that are understood, or that say nothing about what an adapter computes. */
    private static final Set<String> KNOWN =
            Set.of(
                    "alpha_pattern",
                    "auto_mapping",
                    "base_model_name_or_path",
                    "bias",
                    "exclude_modules",
                    "fan_in_fan_out",
                    "inference_mode",
                    "init_lora_weights",
                    "layers_pattern",
                    "layers_to_transform",
                    "loftq_config",
                    "lora_alpha",
                    "lora_bias",
                    "lora_dropout",
                    "megatron_core",
                    "modules_to_save",
                    "peft_type",
                    "peft_version",
                    "qalora_group_size",
                    "r",
                    "rank_pattern",
                    "revision",
                    "runtime_config",
                    "target_modules",
                    "task_type",
                    "use_rslora");

    private final JsonObject json;
    private final int rank;
    private final double alpha;
    private final boolean rankStabilised;
    private final boolean ownBiases;
    private final List<String> saved;
    private final Map<String, Double> alphaPattern = new LinkedHashMap<>();
    private final Map<String, Double> rankPattern = new LinkedHashMap<>();

    private AdapterConfig(JsonObject json) {
        this.json = json;
        String type =
                json.text("peft_type").orElseThrow(() -> json.refuse("peft_type", "is missing"));
        if (!type.equals("LORA")) {
            throw json.refuse(
                    "peft_type", "must be \"LORA\", got \"" + json.shown("peft_type") + '"');
        }
        for (String name : UNSUPPORTED) {
            requireNeutral(name, "is not supported");
        }
        for (String name : json.names()) {
            if (!KNOWN.contains(name)) {
                requireNeutral(name, "is not known");
            }
        }
        requireInit();
        this.rank = json.size("r", 8);
        this.alpha = json.number("lora_alpha").orElse(DEFAULT_ALPHA);
        this.rankStabilised = json.flag("use_rslora", false);
        // fan_in_fan_out is for transposed layers; PEFT ignores it for those of ViT and BERT
        String bias = json.text("bias").orElse("none");
        if (!BIASES.contains(bias)) {
            throw json.refuse(
                    "bias", "must be \"none\" or \"lora_only\", got \"" + json.shown("bias") + '"');
        }
        this.ownBiases = bias.equals("lora_only");
        this.saved = json.texts("modules_to_save").orElse(List.of());
        patterns("rank_pattern", rankPattern);
        patterns("alpha_pattern", alphaPattern);
    }

    static AdapterConfig of(JsonObject json) {
        return new AdapterConfig(json);
    }

    private void requireNeutral(String name, String why) {
        String shown = json.shown(name);
        if (json.has(name) && !Set.of("false", "[]", "{}", "").contains(shown)) {
            throw json.refuse(name, why + ", got " + shown);
        }
    }

    /** Initialisations that change the base weights cannot be undone without them. */
    private void requireInit() {
        String init = json.shown("init_lora_weights");
        if (json.has("init_lora_weights")
                && !Set.of("true", "false", "gaussian", "orthogonal").contains(init)) {
            throw json.refuse(
                    "init_lora_weights",
                    "must be true, false, \"gaussian\" or \"orthogonal\" (others change the base"
                            + " weights), got \""
                            + init
                            + '"');
        }
    }

    private void patterns(String name, Map<String, Double> into) {
        Optional<JsonObject> object = json.object(name);
        if (object.isEmpty()) {
            return;
        }
        for (String key : object.get().names()) {
            OptionalDouble value = object.get().number(key);
            into.put(key, value.orElseThrow(() -> json.refuse(name, "must hold numbers")));
            pattern(name, key);
        }
    }

    /** PEFT's rule: the key is a regular expression for the whole name or what follows a dot. */
    private Pattern pattern(String setting, String key) {
        if (key.length() > LONGEST_PATTERN) {
            throw json.refuse(setting, "must hold patterns of at most " + LONGEST_PATTERN);
        }
        try {
            return Pattern.compile("(.*\\.)?(" + key + ")");
        } catch (PatternSyntaxException e) {
            throw new CheckpointException(
                    json.source() + ": " + setting + ": is no pattern: " + json.shown(setting), e);
        }
    }

    private OptionalDouble matching(String setting, Map<String, Double> patterns, String module) {
        for (Map.Entry<String, Double> entry : patterns.entrySet()) {
            if (matches(pattern(setting, entry.getKey()), module)) {
                return OptionalDouble.of(entry.getValue());
            }
        }
        return OptionalDouble.empty();
    }

    private boolean matches(Pattern pattern, String module) {
        return pattern.matcher(new PatientText(module, json.source())).matches();
    }

    /**
     * The rank that the settings give a module.
     *
     * @param module its name in the base model
     */
    int rank(String module) {
        return (int) matching("rank_pattern", rankPattern, module).orElse(rank);
    }

    /**
     * The factor of B A.
     *
     * @param module its name in the base model
     * @param rank its rank
     * @return α/r, or α/√r where ranks are stabilised
     */
    float scaling(String module, int rank) {
        double a = matching("alpha_pattern", alphaPattern, module).orElse(alpha);
        float scaling = (float) (a / (rankStabilised ? Math.sqrt(rank) : rank));
        if (!Float.isFinite(scaling)) {
            throw json.refuse("lora_alpha", "must give a finite scaling, got " + a);
        }
        return scaling;
    }

    boolean ownBiases() {
        return ownBiases;
    }

    /** Whether a module is one whose every parameter is saved. */
    boolean saves(String module) {
        return saved.stream().anyMatch(name -> module.equals(name) || module.endsWith("." + name));
    }

    List<String> saved() {
        return saved;
    }

    /** Whether the settings aim at a module; null target means that the file alone decides. */
    boolean targets(String module) {
        if (!json.has("target_modules")) {
            return true;
        }
        if (!inLayers(module)) {
            return false;
        }
        if (json.isArray("target_modules")) {
            return json.texts("target_modules").orElse(List.of()).stream()
                    .anyMatch(name -> module.equals(name) || module.endsWith("." + name));
        }
        String target = json.text("target_modules").orElse("");
        if (target.equals("all-linear")) {
            return true;
        }
        if (target.length() > LONGEST_PATTERN) {
            throw json.refuse(
                    "target_modules", "must have at most " + LONGEST_PATTERN + " characters");
        }
        try {
            return matches(Pattern.compile(target), module);
        } catch (PatternSyntaxException e) {
            throw new CheckpointException(
                    json.source()
                            + ": target_modules: is no pattern: "
                            + json.shown("target_modules"),
                    e);
        }
    }

    private boolean inLayers(String module) {
        Optional<List<Integer>> layers = json.integers("layers_to_transform");
        if (layers.isEmpty()) {
            return true;
        }
        for (String part : module.split("\\.", -1)) {
            if (part.matches("\\d{1,9}")) {
                return layers.get().contains(Integer.valueOf(part));
            }
        }
        return false;
    }

    CheckpointException refuse(String setting, String rule) {
        return json.refuse(setting, rule);
    }

    /**
     * A name to be matched by a pattern of a stranger's file: after a hundred thousand looks at its
     * characters the pattern is refused, since some need time that is exponential in the length.
     */
    private static final class PatientText implements CharSequence {

        private static final int MOST = 100_000;

        private final CharSequence text;
        private final String source;
        private final AtomicInteger looks;

        PatientText(String text, String source) {
            this(text, source, new AtomicInteger());
        }

        private PatientText(CharSequence text, String source, AtomicInteger looks) {
            this.text = text;
            this.source = source;
            this.looks = looks;
        }

        @Override
        public char charAt(int index) {
            if (looks.incrementAndGet() > MOST) {
                throw new CheckpointException(
                        source + ": a pattern takes too long to match " + text);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new PatientText(text.subSequence(start, end), source, looks);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
