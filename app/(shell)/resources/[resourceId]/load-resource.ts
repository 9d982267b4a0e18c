import { notFound, permanentRedirect } from "next/navigation";
import { cache } from "react";
import { toRoute } from "@/components/ui/route";
import { AppError } from "@/lib/errors";
import { getResource } from "@/lib/resources/get-resource";

/**
 * The resource of an address, deleted ones too, once per request. Another spelling of its id leads to the right one; an unknown id
 * shows not-found.tsx.
 */
export const loadResource = cache(async (typedId: string) => {
  const resource = await findAny(typedId);
  if (resource === null) notFound();
  if (resource.id !== typedId) permanentRedirect(toRoute(`/resources/${resource.id}`));
  return resource;
});

async function findAny(typedId: string) {
  try {
    return await getResource(typedId);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}
