// Files of rows as a clerk's spreadsheet opens and saves them.

/** The cells of each line; a cell in quotes may hold commas. */
export function cells(text: string): string[][] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const cell = /("(?:[^"]|"")*"|[^,]*)(?:,|$)/gy;
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const found: string[] = [];
      cell.lastIndex = 0;
      while (cell.lastIndex < line.length) {
        const [, raw = ""] = cell.exec(line)!;
        found.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
      }
      return line.endsWith(",") ? [...found, ""] : found;
    });
}

/** The file of such lines. */
export function csv(lines: string[][]): Buffer {
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return Buffer.from(`${lines.map((line) => line.map(quoted).join(",")).join("\n")}\n`);
}
