"""Words, English and Chinese: labels the model declares nowhere, origins of numbers, numbers and comparisons as phrases."""
