/** Files of detections and truths: COCO's JSON, Pascal VOC's text folders and tables. */
@NullMarked
package org.guardband.detection.format;

import org.jspecify.annotations.NullMarked;
