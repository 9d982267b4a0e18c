import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from "@tanstack/react-table";

/** What our tables use of TanStack Table: the server sorts, filters and pages. */
export const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });

export type Features = typeof features;
