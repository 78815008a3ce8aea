package org.guardband.ensembles.transformer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The variations of all members, by place. */
final class Members {

    private final Map<Place, List<Optional<Variation>>> variations = new HashMap<>();

    Members(Network base, List<Member> members) {
        for (Member member : members) {
            for (Place place : member.variations().keySet()) {
                variations.computeIfAbsent(place, p -> collect(base, p, members));
            }
        }
    }

    private static List<Optional<Variation>> collect(
            Network base, Place place, List<Member> members) {
        Linear map = base.map(place);
        List<Optional<Variation>> all = new ArrayList<>();
        for (Member member : members) {
            Optional<Variation> own = Optional.ofNullable(member.variations().get(place));
            try {
                own.ifPresent(v -> v.requireFit(map));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(member.name() + ": " + e.getMessage(), e);
            }
            all.add(own);
        }
        return List.copyOf(all);
    }

    Activation apply(Pass pass, Activation x, Linear map, Place place) {
        return LinearOperation.apply(pass, x, map, variations.getOrDefault(place, List.of()));
    }
}
