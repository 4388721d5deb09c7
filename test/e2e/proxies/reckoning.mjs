// How many machines some viewers take. Traffic in Gbit/s, memory in GB.

const used = 0.7; // of a network card, so that a peak finds room
const perCore = 2 * 2 ** 30 * 8 / 1e9; // what docs/operations.md says under Sizing

/// Rows of what is needed and why.
export function reckon({ viewers, megabits, partSize, edge, origin, hitRatios, watched }) {
  const traffic = viewers * megabits / 1000;
  const machines = (gigabits, card) => Math.ceil(gigabits / (card * used));
  const edges = machines(traffic, edge);
  const seconds = partSize * 8 / (megabits * 1e6);
  return [
    ['to the viewers', `${traffic} Gbit/s`, `${viewers.toLocaleString('en')} x ${megabits} Mbit/s`],
    ['requests', `${Math.round(viewers / seconds / 100) * 100} a second`, `a part of 5 MiB lasts ${seconds.toFixed(1)} s`],
    [`caches with ${edge} Gbit/s`, `${edges}, and one to spare`, `each used to ${used * 100} %: ${(edge * used).toFixed(0)} Gbit/s`],
    ['viewers of a cache', `${Math.ceil(viewers / edges / 100) * 100}`, 'a connection each, or a few'],
    ['a cache keeps', `${watched / 1000} TB`, 'what is watched in a day, on each: SSD'],
    ...hitRatios.map((ratio) => {
      const missed = traffic * (1 - ratio);
      const count = machines(missed, origin);
      return [
        `origins with ${origin} Gbit/s, hit ratio ${ratio}`, `${count}, and one to spare`,
        `${missed.toFixed(0)} Gbit/s pass the caches: ${Math.ceil(missed / perCore)} cores in all`,
      ];
    }),
  ];
}
