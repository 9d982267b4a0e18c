import { expect, test } from "vitest";
import { metricsText, readMetrics } from "@/lib/api/metrics-text";

test("the text is what Prometheus reads: help, type, escaped labels, one line each", () => {
  const samples = [{ labels: { host: 'a"b\\c\nd' }, value: 1.5 }, { value: 0 }];
  expect(metricsText([{ name: "x", help: "Two\nlines", type: "gauge", samples }])).toBe(
    '# HELP x Two\\nlines\n# TYPE x gauge\nx{host="a\\"b\\\\c\\nd"} 1.5\nx 0\n',
  );
});

test("every verdict and every snapshot status is counted, also those nobody has", async () => {
  const text = await readMetrics(new Date());
  for (const label of ['holdfast_resources{verdict="broken"}', 'holdfast_snapshots{status="lost"}', "holdfast_up 1"]) {
    expect(text).toContain(label);
  }
  for (const line of text.trim().split("\n")) {
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? -?[\d.e+]+)$/);
  }
});
