/**
 * Cells as one line of CSV (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe in front: the cell
 * came from strangers, and opening a list must not run it. Source: owasp.org/www-community/attacks/CSV_Injection.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = /^[\s]*[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
