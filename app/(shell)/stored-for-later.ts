/** What a person is told when the engine could not be reached: the wish is a row, and a sweep takes it. */
export const STORED_FOR_LATER = "Stored. It starts as soon as the engine is back.";
