import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";
import { getImport } from "@/lib/imports/get-import";

/** The import of an address; an unknown one shows the not-found page. */
export async function loadImport(importId: string) {
  try {
    return await getImport(importId);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
