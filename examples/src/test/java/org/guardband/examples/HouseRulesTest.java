package org.guardband.examples;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The walls between the rooms and the habits of the house, held on the compiled classes of all
 * rooms. It lives here because no other class path sees every room.
 */
class HouseRulesTest {
    private static final String ROOT = "org.guardband";

    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("jmh_generated"))
                    // the predefined option does not know target/fast
                    .withImportOption(location -> !location.contains("/test-classes/"))
                    .importPackages(ROOT);

    /** A room and the rooms that it may look into. */
    private record Room(String name, List<String> mayUse) {
        static Room of(String name, String... mayUse) {
            return new Room(name, List.of(mayUse));
        }
    }

    /** All that carry methods; what is built on top of them may use them all. */
    private static final String[] METHODS = {
        "core",
        "kernels",
        "nn",
        "regression",
        "classification",
        "conformal",
        "detection",
        "graph",
        "ensembles"
    };

    private static final List<Room> ROOMS =
            List.of(
                    Room.of("core"),
                    Room.of("kernels"),
                    Room.of("nn", "kernels"),
                    Room.of("regression", "core"),
                    Room.of("classification", "core"),
                    Room.of("conformal", "core"),
                    Room.of("detection", "core", "conformal", "regression", "classification"),
                    Room.of("graph", "core", "classification", "conformal", "kernels", "nn"),
                    Room.of(
                            "ensembles",
                            "core",
                            "classification",
                            "regression",
                            "detection",
                            "kernels",
                            "nn"),
                    Room.of("tribuo", METHODS),
                    Room.of("smile", "core", "classification", "conformal", "regression"),
                    Room.of(
                            "cli",
                            Stream.concat(Stream.of(METHODS), Stream.of("tribuo"))
                                    .toArray(String[]::new)));

    @TestFactory
    Stream<DynamicTest> aRoomUsesOnlyTheRoomsItMay() {
        return ROOMS.stream()
                .map(
                        room -> {
                            String[] allowed =
                                    Stream.concat(Stream.of(room.name()), room.mayUse().stream())
                                            .map(name -> ROOT + "." + name + "..")
                                            .toArray(String[]::new);
                            ArchRule rule =
                                    classes()
                                            .that()
                                            .resideInAPackage(ROOT + "." + room.name() + "..")
                                            .should()
                                            .onlyDependOnClassesThat(
                                                    resideOutsideOfPackages(ROOT + "..")
                                                            .or(resideInAnyPackage(allowed)))
                                            .allowEmptyShould(true);
                            return DynamicTest.dynamicTest(room.name(), () -> rule.check(HOUSE));
                        });
    }

    @Test
    void everyRoomIsOnThisClassPath() {
        List<String> unseen =
                ROOMS.stream()
                        .map(Room::name)
                        .filter(name -> Files.exists(Path.of("..", name, "pom.xml")))
                        .filter(name -> !HOUSE.containPackage(ROOT + "." + name))
                        .toList();
        assertThat(unseen).as("rooms to add to the dependencies of examples").isEmpty();
    }

    @Test
    void everyClassIsInAKnownRoom() {
        String[] rooms =
                Stream.concat(ROOMS.stream().map(Room::name), Stream.of("examples", "benchmarks"))
                        .map(name -> ROOT + "." + name + "..")
                        .toArray(String[]::new);
        classes().should().resideInAnyPackage(rooms).check(HOUSE);
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void coreStandsOnTheJdkAndItsOwnLibrariesOnly() {
        classes()
                .that()
                .resideInAPackage(ROOT + ".core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        ROOT + ".core..",
                        "org.jspecify.annotations",
                        "org.apache.commons.math3..",
                        "org.apache.commons.statistics..",
                        "org.apache.commons.numbers..",
                        "org.apache.commons.rng..",
                        "com.fasterxml.jackson..",
                        "de.siegmar.fastcsv..")
                .check(HOUSE);
    }

    @Test
    void librariesStayInTheirRooms() {
        staysIn("org.tribuo..", "tribuo", "cli", "examples", "benchmarks");
        staysIn("smile..", "smile", "examples");
        staysIn("picocli..", "cli");
        staysIn("com.fasterxml.jackson..", "core", "detection", "ensembles", "cli", "benchmarks");
        staysIn("de.siegmar.fastcsv..", "core", "cli", "benchmarks");
        staysIn("org.openjdk.jmh..", "benchmarks");
        staysIn("jdk.incubator..", "kernels.vector");
        staysIn("org.ejml..", "benchmarks");
    }

    private static void staysIn(String library, String... rooms) {
        String[] packages =
                Arrays.stream(rooms).map(room -> ROOT + "." + room + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideOutsideOfPackages(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    @Test
    void packagesAreNamedByProblem() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..commons..",
                        "..helper..",
                        "..helpers..",
                        "..misc..")
                .check(HOUSE);
    }

    @Test
    void everyPackageIsNullMarkedAndDescribed() {
        List<String> unmarked =
                HOUSE.stream()
                        .filter(type -> !type.getSimpleName().equals("module-info"))
                        .map(JavaClass::getPackage)
                        .distinct()
                        .filter(p -> !isNullMarked(p))
                        .map(JavaPackage::getName)
                        .sorted()
                        .toList();
        assertThat(unmarked).as("packages without a @NullMarked package-info.java").isEmpty();
    }

    private static boolean isNullMarked(JavaPackage p) {
        return p.tryGetPackageInfo().isPresent() && p.isAnnotatedWith(NullMarked.class);
    }

    @Test
    void internalPackagesAreNotExported() throws IOException {
        List<String> leaks = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (URL url :
                Collections.list(
                        HouseRulesTest.class.getClassLoader().getResources("module-info.class"))) {
            try (InputStream in = url.openStream()) {
                ModuleDescriptor module = ModuleDescriptor.read(in);
                if (module.name().startsWith(ROOT)) {
                    seen.add(module.name());
                    module.exports().stream()
                            .filter(e -> !e.isQualified() && e.source().contains(".internal"))
                            .forEach(e -> leaks.add(module.name() + "/" + e.source()));
                }
            }
        }
        assertThat(seen).contains("org.guardband.core");
        assertThat(leaks).as("exported internal packages").isEmpty();
    }

    @Test
    void nothingThrowsUnsupportedOperation() {
        List<String> calls =
                HOUSE.stream()
                        .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                        .filter(
                                call ->
                                        call.getTargetOwner()
                                                .isEquivalentTo(
                                                        UnsupportedOperationException.class))
                        .map(call -> call.getDescription())
                        .toList();
        assertThat(calls).as("a method without a meaning is absent from its type").isEmpty();
    }

    @Test
    void noStaticMutableState() {
        fields().that().areStatic().should().beFinal().allowEmptyShould(true).check(HOUSE);
        fields().that()
                .areStatic()
                .should()
                .notHaveRawType(
                        assignableTo(AtomicBoolean.class)
                                .or(assignableTo(AtomicInteger.class))
                                .or(assignableTo(AtomicLong.class))
                                .or(assignableTo(AtomicReference.class)))
                .allowEmptyShould(true)
                .check(HOUSE);
    }

    /** Tribuo's own models are Serializable; inheriting it is fine, asking for it is not. */
    @Test
    void nothingUsesJavaSerialization() {
        List<String> own =
                HOUSE.stream()
                        .filter(
                                type ->
                                        type.getRawInterfaces().stream()
                                                .anyMatch(
                                                        i -> i.isEquivalentTo(Serializable.class)))
                        .map(JavaClass::getName)
                        .toList();
        assertThat(own).as("classes that implement java.io.Serializable").isEmpty();
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectOutputStream.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .check(HOUSE);
    }

    @Test
    void onlyProgramsPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        ROOT + ".cli..", ROOT + ".examples..", ROOT + ".benchmarks..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(HOUSE);
    }

    /** A library room may skip Javadoc only while it has nothing public to describe. */
    @Test
    void javadocIsCheckedInEveryRoomWithSomethingToDescribe() throws IOException {
        List<String> skipping = new ArrayList<>();
        for (Room room : ROOMS) {
            boolean program = room.name().equals("cli");
            Path pom = Path.of("..", room.name(), "pom.xml");
            if (!program && Files.exists(pom) && hasPublicClasses(room)) {
                if (Files.readString(pom).contains("<maven.javadoc.skip>true")) {
                    skipping.add(room.name());
                }
            }
        }
        assertThat(skipping).as("delete maven.javadoc.skip from the pom.xml of").isEmpty();
    }

    private static boolean hasPublicClasses(Room room) {
        return HOUSE.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .anyMatch(type -> type.getPackageName().startsWith(ROOT + "." + room.name()));
    }
}
