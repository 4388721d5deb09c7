import { cacheScan } from './cache_scan.mjs';
import { crowd } from './crowd.mjs';
import { connectionsCurve, sizesCurve } from './growth.mjs';
import { idle, stalled } from './held.mjs';
import { micro } from './micro.mjs';
import { parts, partsByWrk } from './parts.mjs';
import { coldPart, slowDisk } from './slow_disk.mjs';
import { segment, small } from './small.mjs';
import { startUp } from './start_up.mjs';
import { viewers } from './viewers.mjs';

/// All scenarios, in the order in which they are run and shown. A scenario has
///   name, title   short and long
///   peers         the names of those it compares
///   measures      what it finds out: name, title
///   targets       what is wanted: see report/targets.mjs
///   points        where there are several: what is measured at each, as value and title
///   rounds        how many of the rounds, if not all
///   curve         how the points are drawn, if they are: one drawing a measure
///   file          the file that is asked for
///   measure       measures one server once; the figures by the names of the measures
///   after         puts away what it made
export const scenarios = [
  parts, partsByWrk, small, segment, viewers, crowd, stalled, idle, slowDisk, coldPart, cacheScan,
  startUp, connectionsCurve, sizesCurve, micro,
];
