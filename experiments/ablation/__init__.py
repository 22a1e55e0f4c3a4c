"""What each instrument contributes: `experiments.ablation.arms` plans it, `ablation` runs it, `ablation_page` reports it."""
