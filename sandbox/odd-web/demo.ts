import { typedUrl } from "./way";
import { WAYS } from "./ways";

/** The demo's resources: two collections, most of them good pages, with a realistic share of trouble. */
export function demoResources(port: number): { collection: string; url: string; title: string }[] {
  return WAYS.flatMap((way) =>
    way.demo === false ? [] : [{ collection: way.demo, url: typedUrl(way, port), title: way.title }],
  );
}
