import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** What an address names, once it is loaded; when there is no such thing, the nearest not-found page. */
export async function orNotFound<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading;
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
