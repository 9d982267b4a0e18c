import { permanentRedirect } from "next/navigation";
import { cache } from "react";
import { toRoute } from "@/components/ui/route";
import { getResource } from "@/lib/resources/get-resource";
import { orNotFound } from "../../or-not-found";

/**
 * The resource of an address, deleted ones too, once per request. Another spelling of its id leads to the right one; an unknown id
 * shows not-found.tsx.
 */
export const loadResource = cache(async (typedId: string) => {
  const resource = await orNotFound(getResource(typedId));
  if (resource.id !== typedId) permanentRedirect(toRoute(`/resources/${resource.id}`));
  return resource;
});
