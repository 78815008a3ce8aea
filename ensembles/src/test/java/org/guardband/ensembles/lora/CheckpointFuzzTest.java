package org.guardband.ensembles.lora;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.guardband.ensembles.safetensors.CheckpointException;
import org.guardband.ensembles.transformer.Checkpoint;
import org.guardband.ensembles.transformer.Network;
import org.guardband.kernels.Kernels;

/**
 * Whatever settings and tensors of a checkpoint or an adapter say, they are read or refused with a
 * message that names the file; nothing else is thrown, and nothing is allocated that the files do
 * not pay for.
 */
class CheckpointFuzzTest {

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE]-?\\d+)?");
    private static final Pattern TEXT = Pattern.compile("\"[^\"]*\"");
    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-1",
                    "1",
                    "2",
                    "3",
                    "2147483647",
                    "2147483648",
                    "65536",
                    "46341",
                    "1e300",
                    "1e-300",
                    "0.5",
                    "999999999999999999999999",
                    "null",
                    "true",
                    "\"4\"",
                    "[]");
    private static final List<String> TEXTS =
            List.of(
                    "\"\"",
                    "\"0\"",
                    "\"query\"",
                    "\"(\"",
                    "\".*\"",
                    "\"none\"",
                    "\"lora_only\"",
                    "\"num_labels\"",
                    "\"classifier\"",
                    "null",
                    "7",
                    "[\"a\"]",
                    "{}",
                    "\"\\u0000\"");

    private static Path root;

    @BeforeContainer
    static void copyAll() throws IOException {
        root = Files.createTempDirectory("fuzz");
        for (String name : List.of("lora_vit", "lora_bert")) {
            Path from = ReferenceFile.folder(name);
            try (Stream<Path> files = Files.walk(from)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path to = root.resolve(name).resolve(from.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                }
            }
        }
    }

    @AfterContainer
    static void delete() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(root)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static void readOrRefuse(Path checkpoint) throws IOException {
        try {
            Network base = Checkpoint.read(checkpoint);
            assertThat(base.labels()).isNotEmpty();
            LoraEnsemble ensemble =
                    LoraEnsemble.of(
                            base,
                            List.of(
                                    AdapterFolder.readAsStored(
                                            checkpoint.resolve("adapter-1"), base)),
                            Kernels.scalar());
            assertThat(ensemble.network().parameters()).isPositive();
        } catch (CheckpointException expected) {
            assertThat(expected.getMessage()).startsWith(checkpoint.toString());
            assertThat(expected.getMessage().length()).isLessThan(1000);
        }
    }

    private static void withFile(Path file, byte[] content, Path checkpoint) throws IOException {
        byte[] before = Files.readAllBytes(file);
        Files.write(file, content);
        try {
            readOrRefuse(checkpoint);
        } finally {
            Files.write(file, before);
        }
    }

    private static Path checkpoint(SplittableRandom random) {
        return root.resolve(random.nextBoolean() ? "lora_vit" : "lora_bert");
    }

    @Property(tries = 500)
    void settingsWithOtherValues(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path checkpoint = checkpoint(random);
        Path file =
                checkpoint.resolve(
                        random.nextBoolean() ? "config.json" : "adapter-1/adapter_config.json");
        String text = Files.readString(file);
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            boolean number = random.nextInt(3) > 0;
            List<String> others = number ? NUMBERS : TEXTS;
            List<MatchResult> places = (number ? NUMBER : TEXT).matcher(text).results().toList();
            MatchResult place = places.get(random.nextInt(places.size()));
            text =
                    text.substring(0, place.start())
                            + others.get(random.nextInt(others.size()))
                            + text.substring(place.end());
        }
        withFile(file, text.getBytes(StandardCharsets.UTF_8), checkpoint);
    }

    @Property(tries = 300)
    void tensorsWithOtherHeaders(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path checkpoint = checkpoint(random);
        Path file =
                checkpoint.resolve(
                        random.nextBoolean()
                                ? "model.safetensors"
                                : "adapter-1/adapter_model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        for (int changes = random.nextInt(1, 5); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(Math.min(bytes.length, 2000))] = (byte) random.nextInt(32, 127);
        }
        withFile(file, bytes, checkpoint);
    }

    @Property(tries = 4)
    void aManyLabelledHeadIsNotBelieved(@ForAll long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path checkpoint = checkpoint(random);
        Path file = checkpoint.resolve("config.json");
        String text =
                Files.readString(file)
                        .replaceAll("(?s)\"id2label\": \\{.*?\\}", "\"num_labels\": 2147483647");
        assertThat(text).contains("2147483647");
        withFile(file, text.getBytes(StandardCharsets.UTF_8), checkpoint);
    }
}
