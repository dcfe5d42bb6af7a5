"""What all pages share: request, navigation, forms, refusals, preferences."""
