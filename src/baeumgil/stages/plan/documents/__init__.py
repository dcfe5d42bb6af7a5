"""Official papers of `plan`, each as a neutral tree."""
