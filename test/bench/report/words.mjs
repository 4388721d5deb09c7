const thousands = (number) => number.replace(/\B(?=(\d{3})+$)/g, ',');

/// A number with as many digits as one cares to read: 12,345, 12.3, 1.23, 0.0123.
export function readable(number) {
  if (number === null || number === undefined) return '-';
  const size = Math.abs(number);
  if (Number.isInteger(number) || size >= 100) return thousands(Math.round(number).toFixed(0));
  if (size >= 10) return number.toFixed(1);
  return size >= 0.1 ? number.toFixed(2) : number.toPrecision(2);
}

/// A power of ten, for an axis: `0.01`, `10`, `100 k`.
export function readablePower(number) {
  for (const [size, name] of [[1e9, 'G'], [1e6, 'M'], [1e3, 'k']]) {
    if (number >= size) return `${number / size} ${name}`;
  }
  return `${Number(number.toPrecision(1))}`;
}

/// `5 MiB`, of a number that is round in that unit.
export function readableSize(octets) {
  const units = ['octets', 'KiB', 'MiB', 'GiB'];
  const unit = Math.min(3, Math.floor(Math.log2(octets) / 10));
  return `${readable(octets / 1024 ** unit)} ${units[unit]}`;
}
