"""Many districts, each with and without its reforms: `counties` makes and runs them, `districts_page` reports them."""
