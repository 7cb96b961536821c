function alignUp(offset: number, to: number): number {
  return Math.ceil(offset / to) * to;
}

export default function values(): Record<string, number | string> {
  const rows = 500e6;
  const pageBytes = 8192;
  const columns: Array<[bytes: number, align: number]> = [
    [8, 8],
    [4, 4],
    [2, 2],
    [8, 8],
    [8, 8],
    [1 + 40, 1],
  ];
  const dataBytes = columns.reduce((offset, [bytes, align]) => alignUp(offset, align) + bytes, 0);
  const rowBytes = alignUp(24 + dataBytes, 8) + 4;
  const rowsPerPage = Math.floor((pageBytes - 24) / rowBytes);
  const heapGb = (Math.ceil(rows / rowsPerPage) * pageBytes) / 1e9;
  const indexGb = (rows * (8 + 8 + 4)) / 0.9 / 1e9;
  const workingSetGb = ((heapGb + indexGb) * 30) / 360;
  return { a: heapGb, b: indexGb, c: workingSetGb, d: workingSetGb < 64 ? 'stays' : 'exceeds' };
}
