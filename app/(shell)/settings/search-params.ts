import { createLoader, parseAsString } from "nuqs/server";

/** All that the address of /settings holds. */
export const settingsSearch = { q: parseAsString.withDefault("") };

export const loadSettingsSearch = createLoader(settingsSearch);
