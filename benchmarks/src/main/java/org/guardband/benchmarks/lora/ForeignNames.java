package org.guardband.benchmarks.lora;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.guardband.core.numeric.RandomOrder;
import org.guardband.ensembles.training.TrainingListener;
import org.guardband.ensembles.training.TrainingRun;
import org.guardband.ensembles.transformer.BertClassifier;
import org.guardband.ensembles.transformer.BertConfig;
import org.guardband.ensembles.transformer.Classification;
import org.guardband.ensembles.transformer.Dropout;
import org.guardband.ensembles.transformer.EnsembleNetwork;
import org.guardband.ensembles.transformer.Member;
import org.guardband.ensembles.transformer.Network;
import org.guardband.ensembles.transformer.RandomWeights;
import org.guardband.ensembles.transformer.TokenInput;
import org.guardband.kernels.Kernels;

/**
 * What countries, languages and currencies are called in ten European languages, in lower case, as
 * the JDK has it from the Unicode Common Locale Data Repository; the task is to tell the language.
 * A text is a class token and the name's characters, of which the first 24 are looked at. The base
 * learns to tell twenty other languages. Names that English or two of all these languages share are
 * left out.
 */
final class ForeignNames implements Task {

    /** The languages, in the order of the classes. */
    private static final List<String> LANGUAGES =
            List.of("cs", "da", "de", "es", "fr", "it", "nl", "pl", "pt", "sv");

    /** Those of the base. */
    private static final List<String> OTHERS =
            List.of(
                    "af", "ca", "cy", "et", "eu", "fi", "ga", "gl", "hr", "hu", "is", "lt", "lv",
                    "mt", "nb", "ro", "sk", "sl", "sq", "tr");

    private static final int TOKENS = 25;

    /** Before it 0 for padding. */
    private static final int CLASS_TOKEN = 1;

    private static final int FIRST_CHARACTER = 2;

    private static final double DROPOUT = 0.1;

    private final List<String> names;
    private final List<String> languages;
    private final List<Integer> characters;

    private ForeignNames(List<String> names, List<String> languages, List<Integer> characters) {
        this.names = names;
        this.languages = languages;
        this.characters = characters;
    }

    static ForeignNames read() {
        Map<String, Set<String>> spoken = new TreeMap<>();
        for (String tag : all()) {
            for (String name : names(Locale.forLanguageTag(tag))) {
                spoken.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new TreeSet<>())
                        .add(tag);
            }
        }
        spoken.values().removeIf(by -> by.size() > 1 || by.contains("en"));
        List<Integer> characters =
                spoken.keySet().stream()
                        .flatMapToInt(String::chars)
                        .distinct()
                        .sorted()
                        .boxed()
                        .toList();
        return new ForeignNames(
                List.copyOf(spoken.keySet()),
                spoken.values().stream().map(by -> by.iterator().next()).toList(),
                characters);
    }

    private static Set<String> all() {
        Set<String> all = new TreeSet<>(LANGUAGES);
        all.addAll(OTHERS);
        all.add("en");
        return all;
    }

    private static List<String> names(Locale locale) {
        List<String> names = new ArrayList<>();
        for (String country : Locale.getISOCountries()) {
            names.add(new Locale.Builder().setRegion(country).build().getDisplayCountry(locale));
        }
        for (String language : Locale.getISOLanguages()) {
            names.add(Locale.forLanguageTag(language).getDisplayLanguage(locale));
        }
        for (Currency currency : Currency.getAvailableCurrencies()) {
            names.add(currency.getDisplayName(locale));
        }
        return names;
    }

    /** The rows of some languages, in order. */
    private int[] rows(List<String> some) {
        return IntStream.range(0, names.size())
                .filter(i -> some.contains(languages.get(i)))
                .toArray();
    }

    private int[] classes(List<String> some, int... rows) {
        return IntStream.of(rows).map(i -> some.indexOf(languages.get(i))).toArray();
    }

    @Override
    public Split split(long seed, Plan plan) {
        int[] rows = rows(LANGUAGES);
        return Split.of(
                seed,
                classes(LANGUAGES, rows),
                LANGUAGES,
                0,
                plan.training(),
                some -> texts(some.stream().mapToInt(i -> rows[i]).toArray()));
    }

    private TokenInput texts(int... rows) {
        int[] ids = new int[rows.length * TOKENS];
        int[] mask = new int[ids.length];
        for (int i = 0; i < rows.length; i++) {
            String name = names.get(rows[i]);
            int at = i * TOKENS;
            ids[at] = CLASS_TOKEN;
            mask[at] = 1;
            for (int t = 0; t < Math.min(name.length(), TOKENS - 1); t++) {
                ids[at + 1 + t] = FIRST_CHARACTER + characters.indexOf((int) name.charAt(t));
                mask[at + 1 + t] = 1;
            }
        }
        return TokenInput.of(ids, mask, new int[ids.length], TOKENS);
    }

    @Override
    public Network pretrained(Split split, Plan plan, long seed, Kernels kernels) {
        RandomWeights random = new RandomWeights(seed);
        BertClassifier base =
                BertClassifier.of(
                        new BertConfig(
                                plan.shape(),
                                FIRST_CHARACTER + characters.size(),
                                TOKENS,
                                1,
                                OTHERS),
                        random);
        int[] rows = shuffled(seed, rows(OTHERS));
        int[] some = Arrays.copyOf(rows, Math.min(rows.length, plan.pretraining()));
        EnsembleNetwork alone =
                EnsembleNetwork.of(base, List.of(new Member("base", Map.of())), kernels);
        TrainingRun.of(
                        new Classification(
                                alone,
                                texts(some),
                                classes(OTHERS, some),
                                EnsembleNetwork.BatchMode.REPEAT,
                                new Dropout(DROPOUT, 0, seed)),
                        base.weights(),
                        plan.pretrainingOptions(seed),
                        kernels)
                .run(TrainingListener.silent());
        int width = plan.shape().width();
        return base.withHead(
                random.linear("classifier", split.labels().size(), width), split.labels());
    }

    private static int[] shuffled(long seed, int... rows) {
        SplittableRandom random = new SplittableRandom(seed);
        RandomOrder.shuffle(rows, random);
        return rows;
    }
}
