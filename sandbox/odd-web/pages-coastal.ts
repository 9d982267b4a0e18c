import { page } from "./answers";
import type { Way } from "./way";

const COLLECTION = "Coastal Data Portal";

/** Host, path, title, what the page says. */
const PAGES: readonly (readonly [host: string, path: string, title: string, text: string])[] = [
  [
    "data",
    "/tides/harwick-sound",
    "Tide gauge records, Harwick Sound",
    "Hourly water level since 1958 in metres above the station's zero, with the three changes of gauge marked.",
  ],
  [
    "data",
    "/tides/skerry-point",
    "Tide gauge records, Skerry Point",
    "Six-minute water level since 2004. The winter of 2011 is missing: ice took the float.",
  ],
  [
    "data",
    "/waves/buoy-14",
    "Wave buoy 14: significant height",
    "Half-hourly wave height and period eleven kilometres off the mouth of the sound.",
  ],
  [
    "data",
    "/waves/buoy-17",
    "Wave buoy 17: spectra",
    "Directional spectra in thirty-two bands. Read the note on the replaced compass first.",
  ],
  [
    "data",
    "/salinity/estuary-transects",
    "Salinity transects of the estuary",
    "Monthly transects at twelve stations, surface to bottom, spring tide and neap tide.",
  ],
  [
    "data",
    "/turbidity/ferry-box",
    "Ferry box turbidity",
    "Measured twice a day by the instrument in the hull of the island ferry.",
  ],
  [
    "data",
    "/erosion/cliff-profiles",
    "Cliff profiles 1998 to 2026",
    "Forty profiles levelled each spring, with photographs from the same pegs.",
  ],
  [
    "data",
    "/bathymetry/survey-2024",
    "Bathymetric survey 2024",
    "Depths of the inner sound in a grid of two metres, reduced to chart datum.",
  ],
  [
    "data",
    "/seagrass/extent",
    "Extent of seagrass beds",
    "Outlines drawn from aerial photographs of five summers, checked by divers at low water.",
  ],
  [
    "data",
    "/birds/winter-counts",
    "Winter bird counts",
    "Counts of eleven waders on six mudflats, every second Sunday from November to March.",
  ],
  [
    "catalogue",
    "/datasets/water-temperature",
    "Water temperature at the pier",
    "Daily temperature at two depths since 1964, first by bucket and then by logger.",
  ],
  [
    "catalogue",
    "/datasets/storm-surges",
    "Catalogue of storm surges",
    "One hundred and twelve surges with height, wind, damage and the newspaper that reported it.",
  ],
  [
    "catalogue",
    "/datasets/sediment-cores",
    "Sediment cores of the outer bank",
    "Eighteen cores with grain size and dates. The cores themselves are in cold store 2.",
  ],
  [
    "catalogue",
    "/datasets/fish-landings",
    "Fish landings by harbour",
    "Monthly landings in tonnes by species and harbour, from the harbour masters' books.",
  ],
  [
    "catalogue",
    "/about/quality-flags",
    "Quality flags explained",
    "What good, doubtful, bad and missing mean here, and who sets them when.",
  ],
  [
    "catalogue",
    "/about/vertical-datums",
    "Vertical datums of the portal",
    "Station zero, chart datum and national datum, with the differences at each gauge.",
  ],
  [
    "maps",
    "/layers/flood-risk",
    "Flood risk map layer",
    "Areas under water in a surge with a return period of one hundred years, as a map layer.",
  ],
  [
    "maps",
    "/layers/dykes",
    "Dykes and sea walls",
    "Crest heights of all dykes, surveyed every sixth year, with the owner of each stretch.",
  ],
  [
    "stations",
    "/harwick/metadata",
    "Station Harwick: metadata",
    "Position, instruments, calibrations and visits of the tide station at Harwick quay.",
  ],
  [
    "stations",
    "/skerry/metadata",
    "Station Skerry Point: metadata",
    "The station stands on rock, forty metres from the lighthouse. Its log goes back to 1931.",
  ],
  [
    "reports",
    "/2025/annual-report",
    "Annual report 2025 of the portal",
    "Downloads, outages, new series and what users complained about most, in nineteen pages.",
  ],
  [
    "reports",
    "/2026/data-policy",
    "Data policy 2026",
    "All series are open one year after measurement; warnings and forecasts at once.",
  ],
];

/** Good pages about coasts and their data. */
export const COASTAL_WAYS: readonly Way[] = PAGES.map(([host, path, title, text]) => ({
  host,
  path,
  title,
  does: "a good page with an ETag",
  expect: { verdict: "valid", reason: "ok" },
  demo: COLLECTION,
  answer: page({
    title,
    site: "Coastal Data Portal",
    paragraphs: [text, `${title} is updated by the portal's staff. Older versions are kept and can be asked for.`],
  }),
}));
