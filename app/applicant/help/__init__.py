"""The help centre: questions, guides with pictures, the telephone, writing to Action Logement."""
