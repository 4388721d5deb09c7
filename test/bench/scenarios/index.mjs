import { parts, partsByWrk } from './parts.mjs';
import { segment, small } from './small.mjs';

/// All scenarios, in the order in which they are run and shown. A scenario has
///   name, title   short and long
///   peers         the names of those it compares
///   measures      what it finds out: name, title
///   targets       what is wanted: see report/targets.mjs
///   points        where there are several: what is measured at each, as value and title
///   rounds        how many of the rounds, if not all
///   curve         how the points are drawn, if they are
///   measure       measures one server once; the figures by the names of the measures
export const scenarios = [parts, partsByWrk, small, segment];
