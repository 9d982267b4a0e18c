import { bytes, custom, status } from "./answers";
import { failing, valid } from "./expectations";
import { tableOf } from "./table";
import type { Answer, Expectation, Way } from "./way";

/** The smallest capabilities that a client would take. */
const CAPABILITIES: Readonly<Record<string, string>> = {
  "WMS 1.3.0":
    '<?xml version="1.0"?>\n<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms"><Service><Name>WMS</Name></Service></WMS_Capabilities>\n',
  "WMS 1.1.1":
    '<?xml version="1.0"?>\n<!DOCTYPE WMT_MS_Capabilities SYSTEM "http://schemas.opengis.net/wms/1.1.1/capabilities_1_1_1.dtd">\n<WMT_MS_Capabilities version="1.1.1"><Service><Name>OGC:WMS</Name></Service></WMT_MS_Capabilities>\n',
  "WFS 2.0.0":
    '<?xml version="1.0"?>\n<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0"/>\n',
  "WMTS 1.0.0": '<?xml version="1.0"?>\n<Capabilities version="1.0.0" xmlns="http://www.opengis.net/wmts/1.0"/>\n',
};

const EXCEPTION = bytes(
  "text/xml",
  '<?xml version="1.0"?><ServiceExceptionReport version="1.3.0"><ServiceException code="MissingParameterValue">Parameter service is missing.</ServiceException></ServiceExceptionReport>\n',
);

/** Answers GetCapabilities of one kind and version, and all else with `otherwise`. */
function service(type: string | null, otherwise: Answer): Answer {
  return custom((visit) => {
    const query = new URL(visit.request.url ?? "/", "http://x").searchParams;
    const asked = `${query.get("service")} ${query.get("version")}`;
    const isKnown = type === asked && query.get("request") === "GetCapabilities";
    (isKnown ? bytes("text/xml", CAPABILITIES[type] ?? "") : otherwise).handle(visit);
  });
}

function row(host: string, example: string, does: string, expect: Expectation, answer: Answer): Way {
  return { ...tableOf(host)("/*", does, expect, answer), example };
}

const FOUND = valid("service_ok");

/** Map and data services: their addresses give an error, and the service may be well all the same. */
export const WAYS_BY_SERVICE: readonly Way[] = [
  row(
    "service-wms",
    "/wms",
    "an exception with 200; GetCapabilities of WMS 1.3.0 works",
    FOUND,
    service("WMS 1.3.0", EXCEPTION),
  ),
  row("service-wms-old", "/cgi/wms?map=sound", "the same, of WMS 1.1.1 only", FOUND, service("WMS 1.1.1", EXCEPTION)),
  row(
    "service-wfs",
    "/geoserver/ows",
    "400; GetCapabilities of WFS 2.0.0 works",
    FOUND,
    service("WFS 2.0.0", status(400)),
  ),
  row("service-wmts", "/tiles/wmts/", "404; GetCapabilities of WMTS works", FOUND, service("WMTS 1.0.0", status(404))),
  row("service-dead", "/wms", "an exception whatever is asked", failing("service_exception"), service(null, EXCEPTION)),
  row("service-gone", "/ows?service=WFS", "500 whatever is asked", failing("server_error"), service(null, status(500))),
  row(
    "service-layer",
    "/wms?service=WMS&request=GetMap&layers=dykes",
    "an exception for a map that is gone, of a service that is well",
    failing("service_exception"),
    service("WMS 1.3.0", EXCEPTION),
  ),
];
