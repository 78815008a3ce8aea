package org.guardband.detection.precision;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * COCO's twelve figures, each a mean over categories that have an object and over IoU thresholds.
 * NaN where no category has one (COCO prints −1 there).
 *
 * @param ap mean average precision over all thresholds
 * @param ap50 at IoU 0.5
 * @param ap75 at IoU 0.75
 * @param apSmall over small objects
 * @param apMedium over medium objects
 * @param apLarge over large objects
 * @param ar1 mean recall with one detection per image and category
 * @param ar10 with ten
 * @param ar100 with a hundred
 * @param arSmall of small objects with a hundred
 * @param arMedium of medium objects with a hundred
 * @param arLarge of large objects with a hundred
 */
public record CocoFigures(
        double ap,
        double ap50,
        double ap75,
        double apSmall,
        double apMedium,
        double apLarge,
        double ar1,
        double ar10,
        double ar100,
        double arSmall,
        double arMedium,
        double arLarge) {

    /**
     * The figures by name, in COCO's order.
     *
     * @return AP, AP50, AP75, AP_small, … AR_large
     */
    public Map<String, Double> byName() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("AP", ap);
        figures.put("AP50", ap50);
        figures.put("AP75", ap75);
        figures.put("AP_small", apSmall);
        figures.put("AP_medium", apMedium);
        figures.put("AP_large", apLarge);
        figures.put("AR1", ar1);
        figures.put("AR10", ar10);
        figures.put("AR100", ar100);
        figures.put("AR_small", arSmall);
        figures.put("AR_medium", arMedium);
        figures.put("AR_large", arLarge);
        return figures;
    }
}
