"""A folder a platform; found by ``govnetgen.platform.platforms``, listed nowhere."""
