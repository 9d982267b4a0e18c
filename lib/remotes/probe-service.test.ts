import { expect, test } from "vitest";
import { isServiceException, serviceTries } from "./probe-service";

const typesOf = (url: string) => serviceTries(url).map(({ type }) => type);

test.each([
  ["https://x.org/wms", ["WMS 1.3.0", "WMS 1.1.1"]],
  ["https://x.org/arcgis/services/a/MapServer/WFSServer", ["WFS 2.0.0"]],
  ["https://x.org/maps/wmts/1.0.0/", ["WMTS 1.0.0"]],
  ["https://x.org/geoserver/ows", ["WMS 1.3.0", "WMS 1.1.1", "WFS 2.0.0"]],
  ["https://x.org/cgi-bin/mapserv?map=/srv/a.map", ["WMS 1.3.0", "WMS 1.1.1", "WFS 2.0.0"]],
  ["https://x.org/any?SERVICE=wfs", ["WFS 2.0.0"]],
  ["https://x.org/any?service=CSW", []],
  ["https://x.org/wms?request=GetMap&layers=a", []],
  ["https://x.org/wms?service=WMS&request=GetCapabilities&version=1.3.0", ["WMS 1.1.1"]],
  ["https://x.org/downloads/report.html", []],
  ["https://x.org/sewms/", []],
  ["no address", []],
])("of %s are asked: %j", (url, expected) => {
  expect(typesOf(url)).toEqual(expected);
});

test("what else the address says is kept, and its own words for the same are not doubled", () => {
  const [first] = serviceTries("https://x.org/ows?map=a%20b&Service=WMS&VERSION=1.0.0&layers=x");
  expect(first?.url).toBe("https://x.org/ows?map=a+b&layers=x&service=WMS&request=GetCapabilities&version=1.3.0");
});

test("a file of nothing but comments is no exception, and is read at once", () => {
  const beganAt = performance.now();
  expect(isServiceException("<!---->".repeat(280))).toBe(false);
  expect(isServiceException(`${"<!-- a -->".repeat(50)}<ExceptionReport>`)).toBe(true);
  expect(performance.now() - beganAt).toBeLessThan(500);
});
